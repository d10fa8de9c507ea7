#include "source/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace capalint {

void in_parallel(std::size_t count, unsigned threads, std::size_t batch,
                 const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failing;
  const auto take_batches = [&] {
    try {
      for (std::size_t begin = next.fetch_add(batch); begin < count;
           begin = next.fetch_add(batch)) {
        for (std::size_t i = begin; i < std::min(begin + batch, count); ++i) work(i);
      }
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t batches = (count + batch - 1) / batch;
  std::vector<std::thread> helpers;
  try {
    while (helpers.size() + 1 < std::min<std::size_t>(threads, batches))
      helpers.emplace_back(take_batches);
  } catch (const std::system_error&) {
    // The system gives no more threads; those there are do the work.
  } catch (const std::bad_alloc&) {
    // There is no memory for one.
  }
  take_batches();
  for (std::thread& helper : helpers) helper.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace capalint
