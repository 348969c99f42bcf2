# One image for every role, from what `mvn package` leaves in target/caravan: caravan.jar and lib/.
#   mvn package && docker build -t caravan .
FROM eclipse-temurin:25.0.4_7-jre-noble

# /data is for what a process keeps besides PostgreSQL; a volume mounted there takes its owner over.
RUN groupadd --system --gid 10001 caravan \
    && useradd --system --uid 10001 --gid caravan --home-dir /data --shell /usr/sbin/nologin caravan \
    && install --directory --owner=caravan --group=caravan --mode=700 /data

WORKDIR /opt/caravan
# Libraries first: they change rarely, and their layer is then the one that is already there.
COPY target/caravan/lib/ lib/
COPY target/caravan/caravan.jar .

USER 10001:10001

# Beyond loopback the program wants a token: without CARAVAN_AUTH_TOKENS_<NAME> it does not start, and says so.
ENV CARAVAN_BIND=0.0.0.0 \
    CARAVAN_PORT=8080 \
    CARAVAN_DATA=/data
EXPOSE 8080

# The base image has neither curl nor wget; bash opens the connection itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${CARAVAN_MANAGEMENT_PORT:-$CARAVAN_PORT} && printf 'GET /observe/health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

STOPSIGNAL SIGTERM

# Half of the container's memory for the heap: the rest is threads, buffers and code. More options: JAVA_TOOL_OPTIONS.
# Netty still uses sun.misc.Unsafe, of which Java 25 would warn at every start.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "-jar", "caravan.jar"]
