// The texts of small workspaces, before anything has read them. Tests and fuzz targets take them from here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/pipeline.h"

/// The day on which all tests take place.
inline const std::string test_day = "2026-10-15";

/// Path and text of each file.
using Texts = std::vector<std::pair<std::string, std::string>>;

/// On the day of all tests, with one thread.
[[nodiscard]] capalint::AnalysisOptions options(const std::string& quarter = "");
[[nodiscard]] capalint::Sources sources_of(const Texts& texts);
/// One after the other, as the files of a case are.
[[nodiscard]] std::string all_texts(const Texts& texts);

/// The files of a case: `#--- team.capa` begins another one.
[[nodiscard]] Texts files_of(const std::string& text);
/// The case without its expectations.
[[nodiscard]] std::string without_expectations(const std::string& annotated);

/// Of every file of plans, of tables and of pages there is, in UTF-8; one without a byte-order mark.
[[nodiscard]] std::vector<std::string> texts_of_the_repository();

[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);
[[nodiscard]] std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);
