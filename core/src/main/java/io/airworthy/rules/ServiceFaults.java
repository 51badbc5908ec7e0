package io.airworthy.rules;

import io.airworthy.ServicePort;
import io.airworthy.WebService;
import io.airworthy.pods.ServiceType;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Kubernetes would reject in a Service. */
final class ServiceFaults {

    /** The name of a port of pods. */
    private static final Pattern TARGET = Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");

    private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");

    private ServiceFaults() {}

    /**
     * What is wrong with a Service.
     *
     * @param own the name of the port that it leads to
     * @param takesNodePorts whether the chart has a place for them
     */
    static Stream<Finding> of(Part<WebService> part, String own, boolean takesNodePorts) {
        WebService service = part.value();
        List<Finding> faults = new ArrayList<>();
        for (int i = 0; i < service.ports().size(); i++) {
            String place = "ports[" + i + "]";
            portFault(service, i, own, takesNodePorts).ifPresent(what -> faults.add(part.at(place, what)));
        }
        for (int i = 0; i < service.loadBalancerSourceRanges().size(); i++) {
            String range = service.loadBalancerSourceRanges().get(i);
            if (!isNetwork(range)) {
                faults.add(part.at("loadBalancerSourceRanges[" + i + "]", "'" + range + "' is not a network"));
            }
        }
        service.loadBalancerIp()
                .filter(address -> !isAddress(address))
                .ifPresent(address -> faults.add(part.at("loadBalancerIp", "'" + address + "' is not an address")));
        service.annotations().keySet().stream()
                .filter(key -> !KubernetesLabels.isKey(key))
                .sorted()
                .forEach(key -> faults.add(part.at("annotations", KubernetesNames.describe(key))));
        if (service.type() != ServiceType.LOAD_BALANCER) {
            String what = service.type() + " has no load balancer";
            service.loadBalancerIp().ifPresent(address -> faults.add(part.at("loadBalancerIp", what)));
            if (!service.loadBalancerSourceRanges().isEmpty()) {
                faults.add(part.at("loadBalancerSourceRanges", what));
            }
        }
        return faults.stream();
    }

    private static Optional<String> portFault(WebService service, int i, String own, boolean takesNodePorts) {
        ServicePort port = service.ports().get(i);
        String name = port.name().orElse(own);
        if (!HostNames.isPort(port.port())) {
            return HostNames.portFault(port.port());
        }
        if (!KubernetesNames.isLabel(name)) {
            return Optional.of(KubernetesNames.describe(name));
        }
        if (!KubernetesNames.isTextInYaml(name)) {
            return Optional.of("the chart writes '" + name + "' without quotes, and YAML does not read a text");
        }
        String target = port.targetPort().orElse(own);
        boolean isNumber = target.matches("\\d{1,5}");
        if (isNumber
                ? !HostNames.isPort(Integer.parseInt(target))
                : !TARGET.matcher(target).matches()) {
            return Optional.of("'" + target + "' is not a port of pods");
        }
        if (!isNumber && !KubernetesNames.isTextInYaml(target)) {
            return Optional.of("the chart writes '" + target + "' without quotes, and YAML does not read a text");
        }
        if (port.nodePort().isPresent()) {
            if (!takesNodePorts) {
                return Optional.of("the chart has no place for its node port");
            }
            if (!service.isExposed()) {
                return Optional.of(service.type() + " has no node port");
            }
            if (!HostNames.isPort(port.nodePort().get())) {
                return HostNames.portFault(port.nodePort().get());
            }
        }
        List<ServicePort> before = service.ports().subList(0, i);
        return IntStream.range(0, i)
                .mapToObj(before::get)
                .flatMap(other -> Stream.concat(
                        other.port() == port.port() ? Stream.of("port " + port.port()) : Stream.empty(),
                        other.name().orElse(own).equals(name) ? Stream.of("the name " + name) : Stream.empty()))
                .findFirst()
                .map(what -> what + " is there twice");
    }

    /** What is wrong with the address of a Service in the cluster. */
    static Optional<String> clusterIpFault(String address) {
        return address.equals("None") || isAddress(address)
                ? Optional.empty()
                : Optional.of("'" + address + "' is not an address");
    }

    /** Behind a final colon YAML would look for more. */
    private static boolean isAddress(String text) {
        return (HostNames.isIpv4(text) || HostNames.isIpv6(text)) && !text.endsWith(":");
    }

    private static boolean isNetwork(String text) {
        return Optional.of(NETWORK.matcher(text))
                .filter(Matcher::matches)
                .filter(network -> HostNames.isIpv4(network.group(1)) && Integer.parseInt(network.group(2)) <= 32
                        || HostNames.isIpv6(network.group(1)) && Integer.parseInt(network.group(2)) <= 128)
                .isPresent();
    }
}
