package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** Hands a form with a file to its route as an {@link Upload}; a file that nobody has taken is gone when it is answered. */
final class UploadConsumer extends HttpConsumer {

    private static final String CONTENT = "uploadContent";

    private final String field;
    private final Path folder;
    private final long limit;

    /**
     * @param field of the file
     * @param folder where files are written while they come
     * @param limit bytes that the body may have
     */
    UploadConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            String routerName,
            String field,
            Path folder,
            long limit) {
        super(endpoint, processor, routerName, false);
        this.field = field;
        this.folder = folder;
        this.limit = limit;
        endpoint.setUseBodyHandler(false);
    }

    @Override
    protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext request) {
        return super.processHttpRequest(exchange, request)
                .compose(read -> FormFile.of(request, field, folder, limit))
                .onSuccess(upload -> {
                    exchange.setProperty(CONTENT, upload.content());
                    exchange.getMessage().setBody(upload);
                })
                .mapEmpty();
    }

    @Override
    protected void answer(Exchange exchange, RoutingContext request) {
        Path content = exchange.getProperty(CONTENT, Path.class);
        super.answer(exchange, request);
        if (content != null) {
            try {
                Files.deleteIfExists(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
