package io.airworthy.validation;

import io.airworthy.Waiver;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is wrong with the waivers themselves. Nobody can waive these. */
final class WaiverRules {

    private WaiverRules() {}

    static List<Rule> over(Map<String, Rule> rules) {
        Rule counts = Rule.error("WAIVE-001")
                .title("A waiver has no effect")
                .because("the rule still applies, although the waiver says otherwise")
                .remedy("remove the waiver, or name a rule that can be waived")
                .notWaivable()
                .brokenBy(it -> it.waive("DB-999", "because"))
                .finds(deployment -> IntStream.range(0, deployment.waivers().size())
                        .boxed()
                        .flatMap(i -> whyItDoesNotCount(
                                        rules, deployment.waivers().get(i))
                                .map(why -> Finding.at("waivers[" + i + "]", why)))
                        .toList());
        Rule reason = Rule.error("WAIVE-002")
                .title("A waiver gives no reason")
                .because("the checklist prints the reason, and a reviewer has to judge it")
                .remedy("say why it is right to break the rule here")
                .notWaivable()
                .brokenBy(it -> it.waive("DB-006", " "))
                .finds(deployment -> IntStream.range(0, deployment.waivers().size())
                        .filter(i -> deployment.waivers().get(i).reason().isBlank())
                        .mapToObj(i -> Finding.at(
                                "waivers[" + i + "]",
                                "no reason for waiving "
                                        + deployment.waivers().get(i).ruleId()))
                        .toList());
        return List.of(counts, reason);
    }

    private static Stream<String> whyItDoesNotCount(Map<String, Rule> rules, Waiver waiver) {
        Rule rule = rules.get(waiver.ruleId());
        if (rule == null) {
            return Stream.of("there is no rule " + waiver.ruleId());
        }
        return rule.isWaivable()
                ? Stream.empty()
                : Stream.of("rule " + rule.id() + " cannot be waived: nothing works without it");
    }
}
