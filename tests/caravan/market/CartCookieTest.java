package caravan.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartCookieTest {

    private static final UUID CART = UUID.fromString("2d2a5f11-5580-488d-aadf-bab5490d858b");

    private final CartCookie cookie =
            new CartCookie(() -> "0123456789abcdef0123456789abcdef", Duration.ofDays(30), false);

    @Test
    void what_was_written_is_read() {
        assertThat(cookie.read(pair(CART))).contains(CART);
        assertThat(cookie.read("theme=dark; " + pair(CART) + "; lang=en")).contains(CART);
    }

    @Test
    void it_is_kept_from_scripts_and_from_other_sites_and_over_https_from_http() {
        assertThat(cookie.write(CART)).endsWith("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
        assertThat(new CartCookie(() -> "key", Duration.ofDays(30), true).write(CART))
                .endsWith("; Secure");
    }

    @Test
    void no_cookie_is_no_cart() {
        assertThat(cookie.read(null)).isEmpty();
        assertThat(cookie.read("")).isEmpty();
        assertThat(cookie.read("theme=dark")).isEmpty();
    }

    @Test
    void the_signature_of_another_cart_or_key_is_none() {
        String signature = pair(UUID.randomUUID()).replaceAll(".*[.]", "");
        assertThat(cookie.read("cart=v1." + CART + "." + signature)).isEmpty();
        CartCookie other = new CartCookie(() -> "another key, of another installation", Duration.ofDays(30), false);
        assertThat(other.read(pair(CART))).isEmpty();
    }

    @Test
    void cut_or_of_another_version_it_is_none() {
        String pair = pair(CART);
        for (int length = 0; length < pair.length(); length++) {
            assertThat(cookie.read(pair.substring(0, length))).isEmpty();
        }
        assertThat(cookie.read(pair.replace("v1", "v0"))).isEmpty();
        assertThat(cookie.read(pair.replace("v1.", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cart",
                "cart=",
                "cart=....",
                "cart=v1..",
                "cart=v1.x.y",
                "=;=;=",
                "cart=v1.'; DROP TABLE cart; --.x"
            })
    void nonsense_is_none(String header) {
        assertThat(cookie.read(header)).isEmpty();
    }

    private String pair(UUID cart) {
        return cookie.write(cart).replaceAll(";.*", "");
    }
}
