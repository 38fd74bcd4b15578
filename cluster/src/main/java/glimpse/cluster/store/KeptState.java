package glimpse.cluster.store;

import glimpse.cluster.task.Manifest;
import java.util.BitSet;
import java.util.List;

/**
 * How far a submission is, as the names in its store tell. Names are not signed: this is for showing, not for trusting.
 *
 * @param done the chunks that have their outcome
 * @param begun the chunks that a worker has begun with and not ended
 * @param doneElements elements of the chunks that are done
 * @param failures elements of those that failed
 * @param cancelled whether no further chunk begins
 */
public record KeptState(BitSet done, BitSet begun, long doneElements, long failures, boolean cancelled) {

    static KeptState of(Manifest manifest, List<String> names) {
        BitSet done = new BitSet();
        BitSet begun = new BitSet();
        long elements = 0;
        long failures = 0;
        for (String name : names) {
            String[] words = name.split("-", -1);
            int number = words.length > 1 && words[1].matches("\\d{1,9}") ? Integer.parseInt(words[1]) : -1;
            if (number < 0 || number >= manifest.counts().size()) {
                continue;
            }
            switch (words[0]) {
                case "done" -> {
                    done.set(number);
                    elements += manifest.counts().get(number);
                }
                case "failed" ->
                    failures += words.length > 2 && words[2].matches("\\d{1,9}") ? Long.parseLong(words[2]) : 0;
                case "started" -> begun.set(number);
                default -> {
                    // inputs, images and the like
                }
            }
        }
        begun.andNot(done);
        return new KeptState(done, begun, elements, failures, names.contains("cancelled"));
    }
}
