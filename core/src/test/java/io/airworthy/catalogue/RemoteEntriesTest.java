package io.airworthy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries.Reading;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.material.SecretSource;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteEntriesTest {

    @ParameterizedTest
    @CsvSource({
        "VAULT, airflow/airflow/fernet-keys, value",
        "AWS_SECRETS_MANAGER, airflow/airflow/fernet-keys, ''",
        "AWS_PARAMETER_STORE, /airflow/airflow/fernet-keys, ''",
        "AZURE_KEY_VAULT, airflow-airflow-fernet-keys, ''",
        "GOOGLE_SECRET_MANAGER, airflow-airflow-fernet-keys, ''"
    })
    void eachStoreHasNamesOfItsOwn(StoreType type, String name, String property) {
        RemoteEntries entries = RemoteEntries.of(from(type)).orElseThrow();

        assertThat(entries.of(Material.FERNET_KEYS)).isEqualTo(SecretSource.remote(name, property));
        assertThat(entries.all().keySet())
                .containsExactlyElementsOf(SecretCatalogue.of(from(type)).materials());
    }

    @Test
    void anEntryThatSomebodyChoseIsTaken() {
        SecretSource chosen = SecretSource.remote("teams/airflow-rds", "password");
        AirflowDeployment deployment = from(StoreType.VAULT).toBuilder()
                .database(SampleDeployments.exercise().database().toBuilder()
                        .passwordFrom(chosen)
                        .build())
                .build();

        assertThat(RemoteEntries.of(deployment).orElseThrow().of(Material.DATABASE_PASSWORD))
                .isEqualTo(chosen);
    }

    @Test
    void whatIsNotNeededHasNoEntry() {
        RemoteEntries entries = RemoteEntries.of(from(StoreType.VAULT)).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries.of(Material.GIT_TOKEN))
                .withMessage("this deployment does not need " + Material.GIT_TOKEN.description());
        assertThat(RemoteEntries.of(SampleDeployments.but(it -> it.secretDelivery(SecretDelivery.sealed()))))
                .isEmpty();
    }

    @Test
    void whatEncryptsAndSignsIsReadOnceAndTheRestAsOftenAsTheIntervalSays() {
        RemoteEntries hourly = RemoteEntries.of(from(StoreType.VAULT)).orElseThrow();
        RemoteEntries never = RemoteEntries.of(SampleDeployments.but(it -> it.secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("platform", StoreType.VAULT))
                        .refreshInterval(Duration.ZERO)
                        .build())))
                .orElseThrow();

        assertThat(List.of(Purpose.FERNET, Purpose.API_KEY, Purpose.WEBSERVER_KEY, Purpose.JWT))
                .allSatisfy(purpose -> {
                    assertThat(hourly.reading(purpose)).isEqualTo(Reading.ONCE);
                    assertThat(never.reading(purpose)).isEqualTo(Reading.ONCE);
                });
        assertThat(hourly.reading(Purpose.DATABASE)).isEqualTo(Reading.AGAIN);
        assertThat(hourly.reading(Purpose.GIT_SSH)).isEqualTo(Reading.AGAIN);
        assertThat(never.reading(Purpose.DATABASE)).isEqualTo(Reading.WHEN_MISSING);
    }

    private static AirflowDeployment from(StoreType type) {
        return SampleDeployments.but(
                it -> it.secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("platform", type))));
    }
}
