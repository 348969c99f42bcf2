package caravan.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CartTest {

    private final Carts carts = new Carts(new Things());

    @Test
    void amounts_are_exact() {
        Cart cart = carts.of(List.of(row("basketball", 3), row("camera", 99)));
        assertThat(cart.total()).hasToString("24740.85");
        assertThat(cart.count()).isEqualTo(102);
        assertThat(cart.items()).extracting(item -> item.sum().toPlainString()).containsExactly("24651.00", "89.85");
    }

    @Test
    void things_stand_as_in_the_shop() {
        Cart cart = carts.of(List.of(row("guitar", 1), row("football", 1), row("camera", 1)));
        assertThat(cart.items())
                .extracting(item -> item.thing().name())
                .containsExactly("camera", "football", "guitar");
    }

    @Test
    void what_is_no_longer_sold_is_passed_over() {
        assertThat(carts.of(List.of(row("telegraph", 1), row("guitar", 1))).items())
                .hasSize(1);
    }

    @Test
    void an_empty_one_costs_nothing() {
        assertThat(Cart.EMPTY.document()).isEqualTo(Map.of("items", List.of(), "total", "0.00", "currency", "EUR"));
    }

    private static Map<String, Object> row(String thing, int quantity) {
        return Map.of("thing", thing, "quantity", quantity);
    }
}
