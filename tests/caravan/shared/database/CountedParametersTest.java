package caravan.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.embedded.RealServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.Extension.class)
class CountedParametersTest {

    private static final String[] STATEMENTS = {
        "SELECT 1",
        "SELECT ?::int",
        "SELECT ?::int, '?', \"?\", ?::text FROM (SELECT 1 AS \"?\") AS one",
        "SELECT 'it''s ?', ?::uuid[]"
    };

    @Test
    void the_count_is_the_server_s(RealServers servers) throws Exception {
        try (Connection connection = new UnpooledDataSource(servers.databaseItself()).getConnection()) {
            for (String sql : STATEMENTS) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    assertThat(CountedParameters.count(sql))
                            .as(sql)
                            .isEqualTo(statement.getParameterMetaData().getParameterCount());
                }
            }
        }
    }

    @Test
    void statements_work_as_ever_and_fail_with_the_server_s_own_word(RealServers servers) throws Exception {
        try (Connection connection = CountedParameters.of(new UnpooledDataSource(servers.databaseItself()))
                        .getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT 10 / ?::int")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(1);
            statement.setInt(1, 5);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            assertThat(statement.getParameterMetaData().getParameterTypeName(1)).isEqualTo("int4");
            statement.setInt(1, 0);
            assertThatThrownBy(statement::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("division by zero");
        }
    }
}
