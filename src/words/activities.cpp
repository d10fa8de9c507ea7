#include "words/activities.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <unordered_map>

namespace capalint {

std::string_view to_string(ActivityClass kind) {
  switch (kind) {
    case ActivityClass::core_clinical: return "core clinical";
    case ActivityClass::clinical: return "clinical";
    case ActivityClass::clinical_support: return "clinical support";
    case ActivityClass::non_clinical: return "non-clinical";
    case ActivityClass::other_tasks: return "other tasks";
    case ActivityClass::unpaid_break: return "unpaid break";
  }
  return "other tasks";
}

const std::vector<ActivityInfo>& activities() {
  using enum ActivityClass;
  static const std::vector<ActivityInfo> table{
      {"choice",
       core_clinical,
       {"choice appointment", "choice clinic", "choice plus"},
       "First contact with the service; how many follows from the accepted referrals.",
       "CAPA, Job Plans (S0, S1)"},
      {"core",
       core_clinical,
       {"core partnership", "partnership"},
       "Core Partnership: follow-up work that uses extended clinical skills.",
       "CAPA, Job Plans (S0, S1)"},
      {"specific",
       clinical,
       {"specific partnership"},
       "Specific Partnership: a defined assessment or intervention, usually with specialist skills.",
       "CAPA, Job Plans (S0, S1)"},
      {"big admin",
       clinical_support,
       {},
       "Reports, bigger admin and liaison: half an hour for each 3.5 h clinical session.",
       "CAPA, Job Plans (S1)"},
      {"team meeting",
       non_clinical,
       {"meeting", "away day"},
       "The team's meetings.",
       "CAPA, Job Plans (S1)"},
      {"travel",
       non_clinical,
       {},
       "Travel between sites during the working day, not commuting.",
       "CAPA, Job Plans (S1)"},
      {"management",
       non_clinical,
       {},
       "Management of the team, or in the wider service.",
       "CAPA, Job Plans (S1)"},
      {"research",
       non_clinical,
       {"cpd", "audit"},
       "Research, continuing professional development and audit.",
       "CAPA, Job Plans (S1)"},
      {"lunch",
       unpaid_break,
       {"break"},
       "30 to 60 minutes; attended, not paid.",
       "CAPA, Job Plans (S1)"},
      {"other",
       other_tasks,
       {"other tasks", "supervision", "consultation"},
       "Consultation, supervision and work outside the team; not clinical time.",
       "CAPA, Job Plans (S1)"},
      {"on call",
       other_tasks,
       {"on-call"},
       "Work on call; only national guidance asks for it.",
       "national guidance"},
  };
  return table;
}

ActivitySet paid_activities() {
  ActivitySet all = (ActivitySet{1} << activities().size()) - 1;
  return all & ~set_of(activity::lunch);
}

std::string to_text(ActivitySet set) {
  std::string text;
  for (ActivityId id = 0; id < activities().size(); ++id) {
    if (!contains(set, id)) continue;
    if (!text.empty()) text += " + ";
    text += activities()[id].name;
  }
  return text.empty() ? "no activity" : text;
}

std::string normalised(std::string_view words) {
  std::string spaced(words.size(), ' ');
  std::size_t size = 0;
  bool ascii = true;
  for (const char c : words) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    if (!space) {
      spaced[size++] = c;
    } else if (size > 0 && spaced[size - 1] != ' ') {
      spaced[size++] = ' ';
    }
  }
  if (size > 0 && spaced[size - 1] == ' ') --size;
  spaced.resize(size);
  // Most names are ASCII, where folding is nothing but lower case.
  if (ascii) {
    for (char& c : spaced) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return spaced;
  }
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> folded(
      utf8proc_NFKC_Casefold(reinterpret_cast<const utf8proc_uint8_t*>(spaced.c_str())),
      &std::free);
  return folded == nullptr ? spaced : std::string(reinterpret_cast<const char*>(folded.get()));
}

std::optional<ActivityId> find_activity(std::string_view words) {
  static const auto by_words = [] {
    std::unordered_map<std::string_view, ActivityId> known;
    for (ActivityId id = 0; id < activities().size(); ++id) {
      known.emplace(activities()[id].name, id);
      for (const std::string_view other : activities()[id].other_words) known.emplace(other, id);
    }
    return known;
  }();
  const auto found = by_words.find(words);
  return found == by_words.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace capalint
