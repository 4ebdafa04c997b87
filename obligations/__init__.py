"""The shared obligations calculator: values and facts in, obligations out.

It knows nothing of text, spaCy or files, and imports nothing of `pipeline`.
"""
