package io.airworthy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.lifecycle.LifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/** What a mutation run registers: a hook that meets no test says nothing of it, and only takes longer. */
class MutationHooksTest {

    private static final Path SERVICES = Path.of("src/test/mutation/META-INF/services");

    @Test
    void everyHookMeetsTheProperties() throws Exception {
        for (Object hook : registered(LifecycleHook.class.getName())) {
            assertThat(hook)
                    .isInstanceOfSatisfying(
                            LifecycleHook.class,
                            it -> assertThat(it.propagateTo()).isEqualTo(PropagationMode.ALL_DESCENDANTS));
        }
    }

    @Test
    void everyExtensionMeetsTheTests() throws Exception {
        assertThat(registered("org.junit.jupiter.api.extension.Extension"))
                .allSatisfy(extension -> assertThat(extension).isInstanceOf(InvocationInterceptor.class));
    }

    private static List<Object> registered(String service) throws IOException, ReflectiveOperationException {
        List<String> names = Files.readAllLines(SERVICES.resolve(service));
        assertThat(names).isNotEmpty();
        Object[] instances = new Object[names.size()];
        for (int i = 0; i < instances.length; i++) {
            instances[i] = Class.forName(names.get(i)).getConstructor().newInstance();
        }
        return List.of(instances);
    }
}
