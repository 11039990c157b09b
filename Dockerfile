# One small image: `cxbot run` as nobody in particular, on a file system that may be read-only.
#
#   docker build -t cxbot .
#   docker run --read-only --tmpfs /tmp --volume cxbot:/data --env-file .env --publish 3000:3000 cxbot

FROM python:3.11-slim-bookworm AS packages
COPY deploy/requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement /requirements.txt \
    && /venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
COPY --from=packages /venv /venv
WORKDIR /app
COPY pyproject.toml manifest.json ./
COPY migrations migrations
COPY schedules schedules
COPY handlers handlers
COPY bot bot
# What `cxbot doctor --slack` sends to Slack's own check.
COPY tests/views/golden tests/views/golden

# The console script, without a build: the code stays where it is readable, and is compiled once.
RUN printf '#!/venv/bin/python\nimport sys\n\nfrom bot.cli import main\n\nsys.exit(main())\n' > /venv/bin/cxbot \
    && chmod 755 /venv/bin/cxbot \
    && /venv/bin/python -m compileall -q /app

RUN useradd --system --uid 10001 --no-create-home cxbot \
    && install --directory --owner=cxbot --mode=700 /data

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/cxbot.db \
    HOST=0.0.0.0 \
    PORT=3000

USER 10001
VOLUME /data
EXPOSE 3000
# `docker stop` waits ten seconds, which is what the bot needs to finish what it has begun.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["cxbot"]
CMD ["run"]
