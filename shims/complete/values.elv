
# What only noglue knows: names of environments, packages, programs.
var noglue-words~ = $edit:completion:arg-completer[noglue]
set edit:completion:arg-completer[noglue] = {|@words|
    var found = [(try { e:noglue complete '--word='$words[-1] -- $@words[1..-1] 2>/dev/null | from-lines } catch { })]
    if (> (count $found) 0) {
        all $found
    } else {
        noglue-words $@words
    }
}
