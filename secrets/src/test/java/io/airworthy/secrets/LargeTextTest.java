package io.airworthy.secrets;

import static io.airworthy.testkit.Growth.isLinear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.testkit.Growth;
import io.airworthy.testkit.SecretDeployments;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is given as a secret, four times as much of it takes about four times as long, and ends as documented. */
class LargeTextTest {

    private static final String KEY = FernetKey.generate().text().reveal();

    private static final AirflowDeployment GIVEN = SecretDeployments.withEverythingGiven();

    private static final AirflowDeployment MADE = SecretDeployments.withEverythingMade();

    static Stream<Arguments> texts() {
        Stream<Arguments> anything = Stream.of(
                        "\n", "\r\n ", " ", "a\n", "=", ",", KEY + ",", "-----BEGIN ", "\\n", "$:", "{\"")
                .flatMap(unit -> Stream.of(
                                reader("Fernet key", FernetKey::parse),
                                reader("Fernet keys", FernetKeyRing::parse),
                                reader("signing key", SigningKey::parse),
                                reader("deploy key", SshDeployKey::parse),
                                reader("verifier", ScramVerifier::parse),
                                reader("certificates", PemText::certificates),
                                reader("private key", PemText::privateKey),
                                reader("JSON", text -> JsonObjectText.matches(text.reveal())))
                        .map(reader -> Arguments.of(
                                reader.get()[0] + " of "
                                        + unit.replace("\n", "\\n").replace("\r", "\\r"),
                                10_000,
                                (IntFunction<String>) unit::repeat,
                                reader.get()[1])));
        return Stream.concat(
                anything,
                Stream.of(
                        text("key after line ends", 50_000, "\n\r"::repeat, FernetKey::parse),
                        text("line ends inside", 50_000, size -> "a" + "\n".repeat(size) + "b", SigningKey::parse),
                        text("different keys", 4_000, LargeTextTest::keys, FernetKeyRing::parse),
                        text("keys and an empty one", 4_000, size -> keys(size) + ",", FernetKeyRing::encrypting),
                        text(
                                "certificates in a row",
                                1_000,
                                size -> SecretDeployments.CERTIFICATE.repeat(size),
                                PemText::certificates),
                        text(
                                "certificates in one line",
                                1_000,
                                size -> SecretDeployments.CERTIFICATE
                                        .repeat(size)
                                        .replace("\n", " "),
                                PemText::certificates),
                        text("nested JSON", 50_000, "{\"a\":["::repeat, text -> JsonObjectText.matches(text.reveal())),
                        text(
                                "combining characters",
                                30_000,
                                "\u0301\u0323"::repeat,
                                text -> ScramVerifier.of(text, new byte[] {1}, 4096)),
                        text("ASCII password", 200_000, "a"::repeat, ScramVerifier::generate)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void fourTimesAsMuchTakesAboutFourTimesAsLong(
            String name, int size, IntFunction<String> text, Growth.Reader<Sensitive> reader) {
        isLinear(size, it -> Sensitive.of(text.apply(it)), reader, UnusableSecretException.class);
    }

    @Test
    void aBundleOfAuthoritiesIsSearchedInTime() {
        isLinear(
                200,
                size -> Sensitive.of(SecretDeployments.CERTIFICATE.repeat(size)),
                bundle -> SecretMaterial.forDeployment(GIVEN)
                        .poolCertificate(
                                bundle,
                                Sensitive.of(SecretDeployments.PRIVATE_KEY),
                                Sensitive.of(SecretDeployments.CERTIFICATE))
                        .with(Material.DATABASE_CA, bundle)
                        .build());
    }

    @Test
    void manyKeysAreLookedForAmongMany() {
        isLinear(
                3_000,
                LargeTextTest::keys,
                keys -> SecretMaterial.forDeployment(MADE)
                        .existing(java.util.Map.of(Material.FERNET_KEYS, Sensitive.of(keys + ",")))
                        .with(Material.FERNET_KEYS, Sensitive.of(keys))
                        .build());
    }

    /** Java's own reader goes down by recursion where the length of a block is not given. */
    @Test
    void nestedBlocksAreNoCertificate() {
        byte[] nested = HexFormat.of().parseHex("3080".repeat(20_000) + "0000".repeat(20_000));
        assertThatThrownBy(() -> PemText.certificates(pem(nested)))
                .isInstanceOf(UnusableSecretException.class)
                .hasMessage("certificate 1 of 1 is damaged: it is not an X.509 certificate")
                .hasNoCause();
    }

    @Test
    void aNameThatCannotBeReadIsNoHost() {
        byte[] name = {0x05, 0x00};
        for (int i = 0; i < 2_000; i++) {
            name = der(0x30, name);
        }
        byte[] algorithm = der(0x30, hex("06082a8648ce3d040302"));
        byte[] subject = der(0x30, der(0x31, der(0x30, hex("0603550403"), name)));
        byte[] validity = der(0x30, der(0x17, "260101000000Z".getBytes()), der(0x17, "360101000000Z".getBytes()));
        byte[] key = Base64.getDecoder()
                .decode(
                        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEII60+7tj2+YtS2M4/b6o8OEViov0i39ASgDhXCOCkXbnK3WZlYmYr8eNNdXRt+lg"
                                + "8gwEclK85RmQvF2szrKMJw==");
        byte[] content = der(0x30, hex("a003020102020101"), algorithm, subject, validity, subject, key);
        byte[] certificate = der(0x30, content, algorithm, der(0x03, hex("003006020101020101")));

        Sensitive accepted = PemText.certificates(pem(certificate)).value();
        assertThat(new PoolCertificate(accepted).hosts()).isEmpty();
        assertThat(new PoolCertificate(accepted).isTrustedBy(accepted)).isFalse();
    }

    @Test
    void aPasswordHasALongestLength() {
        Sensitive longest = Sensitive.of("a".repeat(ScramVerifier.LONGEST_PASSWORD));
        Sensitive longer = Sensitive.of("a".repeat(ScramVerifier.LONGEST_PASSWORD + 1));
        ScramVerifier verifier = ScramVerifier.generate(longest);
        assertThat(verifier.verify(longest)).isTrue();
        assertThat(verifier.verify(longer)).isFalse();
        assertThatThrownBy(() -> ScramVerifier.generate(longer))
                .isInstanceOf(UnusableSecretException.class)
                .hasMessage("the password has more than 10000 bytes");
    }

    private static String keys(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> Base64.getUrlEncoder()
                        .encodeToString(String.format("%032d", i).getBytes()))
                .collect(Collectors.joining(","));
    }

    private static Sensitive pem(byte[] content) {
        return Sensitive.of("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END CERTIFICATE-----\n");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(tag);
        block.write(0x83);
        block.write(content.size() >> 16);
        block.write(content.size() >> 8);
        block.write(content.size());
        block.writeBytes(content.toByteArray());
        return block.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static Arguments reader(String name, Growth.Reader<Sensitive> reader) {
        return Arguments.of(name, reader);
    }

    private static Arguments text(String name, int size, IntFunction<String> text, Growth.Reader<Sensitive> reader) {
        return Arguments.of(name, size, text, reader);
    }
}
