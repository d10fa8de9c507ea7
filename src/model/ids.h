// Indices into the model's tables, each of its own type: a day's index cannot be taken for a plan's.
// An id may name nothing (`none`), as the team of a plan whose team is unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace capalint {

struct None {};
inline constexpr None none{};

template <class Thing>
class Id {
 public:
  constexpr Id() = default;
  constexpr Id(None) {}  // NOLINT: `none` stands for an id of any kind
  constexpr explicit Id(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }
  [[nodiscard]] constexpr explicit operator bool() const { return index_ != nothing; }

  constexpr Id& operator++() {
    ++index_;
    return *this;
  }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
  friend constexpr bool operator==(const Id&, const Id&) = default;
  friend constexpr bool operator==(const Id& id, None) { return !id; }

 private:
  static constexpr std::uint32_t nothing = ~std::uint32_t{0};
  std::uint32_t index_ = nothing;
};

/// Ids that follow one another, from `first` up to but without `end`.
template <class Thing>
struct Range {
  Id<Thing> first{0};
  Id<Thing> last{0};  // one past the end

  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Id<Thing>;
    using reference = Id<Thing>;
    using pointer = void;
    using iterator_category = std::forward_iterator_tag;

    Iterator() = default;
    explicit Iterator(Id<Thing> id) : id_(id) {}
    Id<Thing> operator*() const { return id_; }
    Iterator& operator++() {
      ++id_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++id_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    Id<Thing> id_;
  };

  [[nodiscard]] Iterator begin() const { return Iterator(first); }
  [[nodiscard]] Iterator end() const { return Iterator(last); }
  [[nodiscard]] std::size_t size() const { return last.index() - first.index(); }
  [[nodiscard]] bool empty() const { return first == last; }
};

/// A vector that only ids of its own kind look into.
template <class Thing>
class Indexed {
 public:
  [[nodiscard]] Thing& operator[](Id<Thing> id) { return things_[id.index()]; }
  [[nodiscard]] const Thing& operator[](Id<Thing> id) const { return things_[id.index()]; }

  [[nodiscard]] std::size_t size() const { return things_.size(); }
  [[nodiscard]] bool empty() const { return things_.empty(); }
  /// The id that the next thing will have.
  [[nodiscard]] Id<Thing> next() const { return Id<Thing>(things_.size()); }
  [[nodiscard]] Range<Thing> ids() const { return {Id<Thing>(0), next()}; }
  /// Of a thing in this table.
  [[nodiscard]] Id<Thing> id_of(const Thing& thing) const {
    return Id<Thing>(static_cast<std::size_t>(&thing - things_.data()));
  }

  [[nodiscard]] auto begin() { return things_.begin(); }
  [[nodiscard]] auto end() { return things_.end(); }
  [[nodiscard]] auto begin() const { return things_.begin(); }
  [[nodiscard]] auto end() const { return things_.end(); }
  [[nodiscard]] Thing& front() { return things_.front(); }
  [[nodiscard]] const Thing& front() const { return things_.front(); }
  [[nodiscard]] Thing& back() { return things_.back(); }
  [[nodiscard]] const Thing& back() const { return things_.back(); }

  void push_back(Thing thing) { things_.push_back(std::move(thing)); }
  template <class... Arguments>
  Thing& emplace_back(Arguments&&... arguments) {
    return things_.emplace_back(std::forward<Arguments>(arguments)...);
  }
  void reserve(std::size_t count) { things_.reserve(count); }

 private:
  std::vector<Thing> things_;
};

struct Team;
struct Plan;
struct Clinician;
struct Day;
struct Line;
struct Block;
struct Leave;
struct Allocation;
struct Target;
struct SettingValue;

using TeamId = Id<Team>;
using PlanId = Id<Plan>;
using ClinicianId = Id<Clinician>;
using DayId = Id<Day>;
using LineId = Id<Line>;
using BlockId = Id<Block>;
using LeaveId = Id<Leave>;
using AllocationId = Id<Allocation>;
using TargetId = Id<Target>;
/// The settings in force for one team or plan; the first are the workspace's.
using SettingsId = Id<std::vector<SettingValue>>;

}  // namespace capalint

template <class Thing>
struct std::hash<capalint::Id<Thing>> {
  std::size_t operator()(capalint::Id<Thing> id) const noexcept { return id.index(); }
};
