package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.file.FileSystemException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiskFailureTest {

    @Test
    void a_full_disk_is_seen_however_deep_the_cause_lies() {
        IOException full = new IOException("No space left on device");
        assertThat(DiskFailure.isFull(full)).isTrue();
        assertThat(DiskFailure.isFull(new FileSystemException(full))).isTrue();
        assertThat(DiskFailure.isFull(new IllegalStateException("open", new FileSystemException("write", full))))
                .isTrue();
        assertThat(DiskFailure.isFull(new FileSystemException(new IOException("Permission denied"))))
                .isFalse();
        assertThat(DiskFailure.isFull(new IllegalStateException())).isFalse();
    }
}
