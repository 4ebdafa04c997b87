"""The pipeline: the bytes of a filed agreement in, a term sheet with evidence out.

Start reading at `pipeline.run`, which lists the stages in order.
"""
