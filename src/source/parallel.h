// Independent pieces of work on several threads: reading, parsing and judging use it.
#pragma once

#include <cstddef>
#include <functional>

namespace capalint {

/// Calls `work` with each number below `count` once and returns when all is done; 0 `threads` stands
/// for the number of cores. A thread takes `batch` numbers at a time, and there are no more threads
/// than batches, nor than the system gives. The first exception that `work` throws is thrown on.
void in_parallel(std::size_t count, unsigned threads, std::size_t batch,
                 const std::function<void(std::size_t)>& work);

}  // namespace capalint
