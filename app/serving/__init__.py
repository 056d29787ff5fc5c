"""How the atlas is served: a supervisor, one process that loads the data, and its web processes.

::

    supervisor          holds the port, starts generations, takes signals; no data, no threads
      generation        one version of the data, loaded once
        web process     answers; copies of the generation that share its memory
        web process

Each is a copy (fork) of the one above it. A web process that dies is copied anew by its
generation, a generation by the supervisor. New data are a new generation: once its web
processes answer, the old one's finish what they have begun and end. Data that are not right end
the new generation alone.

A copy of a process with threads may hang on a lock that one of them held, so that supervisor
and generations start none (`csto_map.app.serving.copies`); whatever needs threads belongs in a
web process, or in a process of its own.
"""
