package dev.roadstead.node.files;

import dev.roadstead.node.hosts.CaBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Carries out one action, in an order in which containerd never reads a file that names a missing CA.
final class FileActions {
    private final NodePaths paths;
    private final FileWriter writer;

    FileActions(NodePaths paths, FileWriter writer) {
        this.paths = paths;
        this.writer = writer;
    }

    void run(HostAction action) throws IOException {
        switch (action) {
            case HostAction.Keep _, HostAction.Conflict _ -> {}
            case HostAction.Create create -> create(create);
            case HostAction.Update update -> update(update);
            case HostAction.Restore restore -> {
                writer.replace(paths.hostsFile(restore.folder()), bytes(restore.pristine()));
                dropPristine(restore.folder());
            }
            case HostAction.RemoveFolder(String folder) -> {
                writer.deleteFolder(paths.folder(folder));
                dropPristine(folder);
            }
            case HostAction.RemoveFiles remove -> {
                if (remove.hostsFile()) {
                    writer.delete(paths.hostsFile(remove.folder()));
                }
                for (String ca : remove.cas()) {
                    writer.delete(paths.folder(remove.folder()).resolve(ca));
                }
                dropPristine(remove.folder());
            }
            case HostAction.Forget forget -> {
                if (forget.pristine()) {
                    dropPristine(forget.folder());
                }
            }
            case HostAction.DeleteCa(String folder, String file) ->
                writer.delete(paths.folder(folder).resolve(file));
        }
    }

    private void create(HostAction.Create create) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(contents(create.cas()));
        files.put(NodePaths.HOSTS_FILE, bytes(create.text()));
        writer.createFolders(paths.certs());
        writer.createFolder(paths.folder(create.folder()), files);
    }

    private void update(HostAction.Update update) throws IOException {
        if (update.pristine() != null) {
            writer.createFolders(paths.pristineFolder(update.folder()));
            writer.replace(paths.pristine(update.folder()), bytes(update.pristine()));
        }
        for (Map.Entry<String, byte[]> ca : contents(update.cas()).entrySet()) {
            writer.replace(paths.folder(update.folder()).resolve(ca.getKey()), ca.getValue());
        }
        writer.replace(paths.hostsFile(update.folder()), bytes(update.text()));
    }

    private void dropPristine(String folder) throws IOException {
        writer.deleteTree(paths.pristineFolder(folder));
    }

    private static Map<String, byte[]> contents(List<CaBundle> cas) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        CaBundle.byFileName(cas).forEach((name, ca) -> contents.put(name, bytes(ca.pem())));
        return contents;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
