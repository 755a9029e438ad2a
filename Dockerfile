# Easel in a container: no root, nothing writable but /data, no token inside.
#
#   docker build -t easel .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges \
#     --volume easel:/data --env EASEL_TOKEN easel
#
# A config.toml in /data is read if there is one. compose.example.yaml says the same in a file.
FROM python:3.11-slim

# As in the Makefile: torch first and exactly, then the tested set.
COPY constraints.txt /src/
RUN pip install --no-cache-dir torch==2.13.0
COPY . /src
RUN pip install --no-cache-dir --constraint /src/constraints.txt /src && rm -rf /src

RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin easel \
    && install --directory --owner easel --group easel --mode 700 /data

# Models from the hub are kept in the volume too; so is what libraries put into a home folder.
ENV EASEL_DATA=/data \
    HF_HOME=/data/hub \
    HOME=/data \
    PYTHONUNBUFFERED=1
WORKDIR /data
VOLUME /data
USER easel

# It writes with umask 077 and ends within 25 seconds of a SIGTERM.
STOPSIGNAL SIGTERM
CMD ["easel", "run"]
