"""Paper: tagged PDF set by typst in a process of its own, so that no web or mail process loads the typesetter.

template   a typst file beside who owns the words; reads its content from `sys.inputs.data`
content    plain lists and words as JSON: what people wrote is never read as typst code
"""
