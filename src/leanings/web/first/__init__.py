"""The first page: what is it about?"""
