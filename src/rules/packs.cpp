#include "rules/packs.h"

#include "syntax/archive.h"

namespace capalint {

const std::vector<PackFile>& standard_packs() {
  static const std::vector<PackFile> packs = [] {
    std::vector<PackFile> all;
    FileId id = first_pack_file;
    for (const EmbeddedFile& embedded : embedded_files()) {
      const std::string_view pack = embedded.path.substr(0, embedded.path.find('/'));
      all.push_back({pack, unarchive(embedded.ast, embedded.text, id++)});
    }
    return all;
  }();
  return packs;
}

Source pack_source(FileId id) {
  const EmbeddedFile& embedded = embedded_files()[id - first_pack_file];
  return {"rules/" + std::string(embedded.path), std::string(embedded.text)};
}

}  // namespace capalint
