package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.release.Workloads;
import java.util.List;

/** Letting running tasks end without starting new ones. */
final class Drain {

    private final AirflowDeployment deployment;
    private final Workloads workloads;

    Drain(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
    }

    /** How it goes here. */
    Phrase explanation() {
        if (workloads.tasksRunInScheduler()) {
            return Phrase.of(
                    "Let running tasks end. They run in the scheduler's pod and would be lost with it, so pause the"
                            + " DAGs, repeat the query until it returns no row, and only then stop the scheduler.");
        }
        return Phrase.of(
                "Let running tasks end. Without a scheduler no new task starts, and {} finish those that they have."
                        + " Repeat the query until it returns no row.",
                deployment.usesCelery() ? "the workers" : "task pods");
    }

    Script script() {
        Script stop = new Kubectl(deployment).stop(List.of(workloads.scheduler()));
        Script look = new HealthCommands(deployment).runningTasks();
        return workloads.tasksRunInScheduler() ? look.then(stop) : stop.then(look);
    }
}
