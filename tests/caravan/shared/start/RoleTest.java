package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @Test
    void all_is_every_role() {
        assertThat(Role.parse("all")).containsExactly(Role.values());
    }

    @Test
    void a_list_is_read_whatever_its_case_and_spaces() {
        assertThat(Role.parse(" Worker ,dispatcher")).containsExactly(Role.DISPATCHER, Role.WORKER);
    }

    @Test
    void a_role_named_twice_or_beside_all_is_there_once() {
        assertThat(Role.parse("users,users")).containsExactly(Role.USERS);
        assertThat(Role.parse("users,all")).containsExactly(Role.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatchr", "worker,", "", "worker;users"})
    void what_is_no_role_is_refused_with_the_roles_there_are(String list) {
        assertThatThrownBy(() -> Role.parse(list))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.roles: '")
                .hasMessageContaining("is no role")
                .hasMessageEndingWith("there are all, dispatcher, worker, publisher, consumer, market, ratings, master,"
                        + " minion, users, console");
    }
}
