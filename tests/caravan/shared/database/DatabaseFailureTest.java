package caravan.shared.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "57P01", "57P03", "57014", "53300", "53100", "40001", "40P01", "25006", "55P03",
                "58030"
            })
    void a_database_that_is_away_or_busy_comes_back(String state) {
        assertThat(DatabaseFailure.passes(wrapped(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22P05", "42P01", "28P01", "XX000"})
    void a_no_stays_a_no(String state) {
        assertThat(DatabaseFailure.passes(wrapped(state))).isFalse();
    }

    @Test
    void data_that_are_refused_are_known_from_all_else() {
        assertThat(DatabaseFailure.isOfTheData(wrapped("22021"))).isTrue();
        assertThat(DatabaseFailure.isOfTheData(wrapped("23505"))).isFalse();
        assertThat(DatabaseFailure.isOfTheData(new IllegalStateException())).isFalse();
    }

    @Test
    void the_pool_s_own_words_count_without_a_state() {
        assertThat(DatabaseFailure.passes(new RuntimeException(new SQLTransientConnectionException("timed out"))))
                .isTrue();
        assertThat(DatabaseFailure.passes(new SQLRecoverableException())).isTrue();
    }

    @Test
    void what_is_of_no_database_does_not_pass() {
        assertThat(DatabaseFailure.passes(null)).isFalse();
        assertThat(DatabaseFailure.passes(new IllegalStateException("08006"))).isFalse();
        assertThat(DatabaseFailure.passes(new SQLException("no state"))).isFalse();
    }

    @Test
    void a_full_disk_is_told_from_the_rest() {
        assertThat(DatabaseFailure.isDiskFull(wrapped("53100"))).isTrue();
        assertThat(DatabaseFailure.isDiskFull(wrapped("53200"))).isFalse();
        assertThat(DatabaseFailure.isDiskFull(null)).isFalse();
    }

    private static Throwable wrapped(String state) {
        return new RuntimeException("of Camel", new IllegalStateException(new SQLException("of PostgreSQL", state)));
    }
}
