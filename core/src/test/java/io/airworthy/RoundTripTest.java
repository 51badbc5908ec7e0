package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.airworthy.database.ExternalDatabase;
import io.airworthy.testkit.SampleDeployments;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    @Property(tries = 100)
    void everyValueComesBackFromItsBuilder(@ForAll long seed) {
        AirflowDeployment deployment = ArbitraryDeployments.ofSeed(seed);

        assertThat(deployment.toBuilder().build()).isEqualTo(deployment);
        assertThat(deployment.database().toBuilder().build()).isEqualTo(deployment.database());
        assertThat(deployment.ha().toBuilder().build()).isEqualTo(deployment.ha());
        assertThat(deployment.ha().scheduler().toBuilder().build())
                .isEqualTo(deployment.ha().scheduler());
        assertThat(deployment.ha().taskPodResources().toBuilder().build())
                .isEqualTo(deployment.ha().taskPodResources());
        assertThat(deployment.concurrency().toBuilder().build()).isEqualTo(deployment.concurrency());
        assertThat(deployment.image().toBuilder().build()).isEqualTo(deployment.image());
        assertThat(deployment.metrics().toBuilder().build()).isEqualTo(deployment.metrics());
        assertThat(deployment.pgBouncer().map(it -> it.toBuilder().build())).isEqualTo(deployment.pgBouncer());
        assertThat(deployment.gitSync().map(it -> it.toBuilder().build())).isEqualTo(deployment.gitSync());
        assertThat(deployment.remoteLogging().map(it -> it.toBuilder().build())).isEqualTo(deployment.remoteLogging());
        assertThat(deployment.ingress().map(it -> it.toBuilder().build())).isEqualTo(deployment.ingress());
    }

    @Test
    void aValueDoesNotChangeWithWhatItWasMadeFrom() {
        List<Executor> executors = new ArrayList<>(List.of(Executor.CELERY));
        AirflowDeployment deployment = SampleDeployments.but(it -> it.executors(executors));
        executors.clear();

        assertThat(deployment.executors()).containsExactly(Executor.CELERY);
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ExternalDatabase.builder().build())
                .withMessageContaining("provider")
                .withMessageContaining("host");
    }
}
