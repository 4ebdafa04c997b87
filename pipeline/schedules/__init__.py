"""The schedule of an agreement's obligations: facts in, and the forms in which it leaves."""
