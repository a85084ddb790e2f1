# Environments by their names, for xonsh.

def _noglue_workon(args):
    code = $(noglue workon --shell xonsh @(args))
    if not code:
        return 1
    if 'deactivate' in aliases and ${...}.get('VIRTUAL_ENV'):
        execx('deactivate')
    execx(code)


def _noglue_cd(*words):
    def go(args):
        place = $(noglue @(words)).rstrip('\n')
        if not place:
            return 1
        cd @(place)
    return go


aliases['workon'] = _noglue_workon
aliases['cdproject'] = _noglue_cd('env', 'path', '--project')
aliases['cdsitepackages'] = _noglue_cd('env', 'path', '--site-packages')
aliases['lssitepackages'] = lambda args: ![ls @($(noglue env path --site-packages).rstrip('\n'))]
