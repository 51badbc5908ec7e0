package io.airworthy.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** What does not depend on the machine: bytes and objects of one call, and the classes that a cold start loads. */
final class Counts {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WARM_UP = 30;

    private Counts() {}

    /**
     * Compares with what is allowed, and fails where more was counted.
     *
     * @param arguments the file with a name and the most that is allowed in each line, and how many classes a cold start
     *     loaded
     * @throws IOException if the file cannot be read
     * @throws JMException if the machine does not count its objects
     */
    public static void main(String[] arguments) throws IOException, JMException {
        Map<String, Long> counted = new LinkedHashMap<>();
        counted.put("classes of a cold start", Long.valueOf(arguments[1]));
        counted.put("KiB of bare core", kilobytes(Bare.of(Work.core())::generator));
        counted.put("KiB of bare package", kilobytes(Bare.of(Work.wholePackage())::generator));
        counted.put("KiB of validate", kilobytes(Work::validate));
        counted.put("KiB of core", kilobytes(Work::core));
        counted.put("KiB of whole package", kilobytes(Work::wholePackage));
        counted.put("KiB of upgrade", kilobytes(Work::upgrade));
        counted.put("KiB of upgrade with 100 options", kilobytes(() -> Work.upgradeWithOptions(100)));
        counted.put("KiB of 100 findings", kilobytes(() -> Work.findings(100)));
        counted.put("KiB of 1,000 known hosts", kilobytes(() -> Work.knownHosts(1_000)));
        for (String type : new String[] {"catalogue.SecretCatalogue", "connection.ConnectionPlan", "ObjectNames"}) {
            counted.put(type + " of a package", objects("io.airworthy." + type, Work::wholePackage));
        }
        Map<String, Long> allowed = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t");
                allowed.put(columns[0], Long.valueOf(columns[1]));
            }
        }
        boolean failed = !allowed.keySet().equals(counted.keySet());
        for (Map.Entry<String, Long> count : counted.entrySet()) {
            Long most = allowed.get(count.getKey());
            boolean isTooMuch = most == null || count.getValue() > most;
            failed |= isTooMuch;
            System.out.printf(
                    "%-36s %8d   allowed %8d%s%n",
                    count.getKey(), count.getValue(), most, isTooMuch ? "   TOO MUCH" : "");
        }
        if (failed) {
            System.exit(1);
        }
    }

    private static long kilobytes(Supplier<?> work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.get();
        }
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.get();
        return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / 1024;
    }

    /** How many objects of a type one call makes, those included that nobody holds any more. */
    private static long objects(String type, Supplier<?> work) throws JMException {
        System.gc();
        long before = objects(type);
        work.get();
        return objects(type) - before;
    }

    private static long objects(String type) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[] {"-all"}},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[3].equals(type))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }
}
