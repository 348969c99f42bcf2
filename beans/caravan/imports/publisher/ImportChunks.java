package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import caravan.imports.csv.CsvFile;
import java.io.Closeable;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** The chunks of an import's file, until somebody wants it to stop. */
final class ImportChunks implements Iterator<Chunk>, Closeable {

    private final CsvFile file;
    private final BooleanSupplier stopped;

    ImportChunks(CsvFile file, BooleanSupplier stopped) {
        this.file = file;
        this.stopped = stopped;
    }

    @Override
    public boolean hasNext() {
        return !stopped.getAsBoolean() && file.hasNext();
    }

    @Override
    public Chunk next() {
        return file.next();
    }

    @Override
    public void close() {
        file.close();
    }
}
