package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.file.FileSystemException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrittenFileTest {

    @Test
    void a_full_disk_is_seen_however_deep_the_cause_lies() {
        IOException full = new IOException("No space left on device");
        assertThat(WrittenFile.isDiskFull(full)).isTrue();
        assertThat(WrittenFile.isDiskFull(new FileSystemException(full))).isTrue();
        assertThat(WrittenFile.isDiskFull(new IllegalStateException("open", new FileSystemException("write", full))))
                .isTrue();
        assertThat(WrittenFile.isDiskFull(new FileSystemException(new IOException("Permission denied"))))
                .isFalse();
        assertThat(WrittenFile.isDiskFull(new IllegalStateException())).isFalse();
    }
}
