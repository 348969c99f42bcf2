package caravan.shared.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.embedded.RealServers;
import caravan.shared.http.RequestId;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.Extension.class)
class ConfirmedPublisherTest {
    static final String QUEUE = "caravan.test.letters";

    final List<UUID> confirmed = new CopyOnWriteArrayList<>();
    final RealServers servers;
    final Mailbox mailbox;
    ConfirmedPublisher publisher;

    ConfirmedPublisherTest(RealServers servers) {
        this.servers = servers;
        this.mailbox = new Mailbox(servers.brokerItself());
    }

    @BeforeEach
    void connect() throws Exception {
        mailbox.delete(QUEUE);
        publisher = new ConfirmedPublisher(
                servers.broker().connectionFactory(),
                connection -> connection.createChannel().queueDeclare(QUEUE, true, false, false, null),
                confirmed::add);
        await().until(publisher::isConnected);
    }

    @AfterEach
    void disconnect() throws Exception {
        publisher.close();
        servers.brokerCable().mend();
    }

    @Test
    void a_parcel_is_confirmed_and_its_letters_are_in_the_queue_in_their_order() throws Exception {
        UUID parcel = offer("a", "b", "c");
        await().untilAsserted(() -> assertThat(confirmed).containsExactly(parcel));
        assertThat(mailbox.take(QUEUE)).containsExactly("a", "b", "c");
    }

    @Test
    void a_letter_is_persistent_and_carries_its_request_s_identifier() throws Exception {
        publisher.offer(new Parcel(UUID.randomUUID(), QUEUE, List.of(new Parcel.Letter("ä", "request-1"))));
        await().until(() -> !confirmed.isEmpty());
        GetResponse letter = mailbox.takeOne(QUEUE);
        assertThat(letter.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(letter.getProps().getHeaders().get(RequestId.HEADER)).hasToString("request-1");
        assertThat(letter.getBody()).isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_parcel_without_letters_is_confirmed_as_it_is() {
        UUID parcel = offer();
        await().untilAsserted(() -> assertThat(confirmed).containsExactly(parcel));
    }

    @Test
    void many_parcels_are_each_confirmed_once() throws Exception {
        List<UUID> parcels = Stream.generate(() -> offer("a", "b")).limit(200).toList();
        await().untilAsserted(() -> assertThat(confirmed).hasSize(200));
        assertThat(confirmed).containsExactlyInAnyOrderElementsOf(parcels);
        assertThat(mailbox.take(QUEUE)).hasSize(400);
    }

    @Test
    void while_the_broker_is_away_nothing_is_confirmed_and_afterwards_it_goes_on() throws Exception {
        servers.brokerCable().cut();
        await().until(() -> !publisher.isConnected());
        offer("lost");
        await().until(() -> publisher.room() == 256);
        servers.brokerCable().mend();
        await().until(publisher::isConnected);
        UUID parcel = offer("sent");
        await().untilAsserted(() -> assertThat(confirmed).containsExactly(parcel));
        assertThat(mailbox.take(QUEUE)).containsExactly("sent");
    }

    @Test
    void a_broker_that_is_stopped_and_started_again_has_what_it_confirmed() throws Exception {
        UUID before = offer("before");
        await().untilAsserted(() -> assertThat(confirmed).containsExactly(before));
        servers.stopBroker();
        await().until(() -> !publisher.isConnected());
        servers.startBroker();
        await().until(publisher::isConnected);
        UUID after = offer("after");
        await().untilAsserted(() -> assertThat(confirmed).containsExactly(before, after));
        assertThat(mailbox.take(QUEUE)).containsExactly("before", "after");
    }

    @Test
    void a_queue_that_is_gone_is_not_confirmed_to_and_declared_again() throws Exception {
        mailbox.delete(QUEUE);
        UUID spoilt = offer("into nothing");
        await().until(() -> mailbox.exists(QUEUE));
        UUID parcel = offer("sent");
        await().untilAsserted(() -> assertThat(confirmed).contains(parcel));
        assertThat(confirmed).doesNotContain(spoilt);
        assertThat(mailbox.take(QUEUE)).containsExactly("sent");
    }

    @Test
    void when_it_is_closed_it_takes_nothing() {
        publisher.close();
        assertThat(publisher.offer(new Parcel(UUID.randomUUID(), QUEUE, List.of())))
                .isFalse();
        assertThat(publisher.isConnected()).isFalse();
    }

    private UUID offer(String... letters) {
        UUID id = UUID.randomUUID();
        List<Parcel.Letter> all =
                Stream.of(letters).map(text -> new Parcel.Letter(text, null)).toList();
        assertThat(publisher.offer(new Parcel(id, QUEUE, all))).isTrue();
        return id;
    }
}
