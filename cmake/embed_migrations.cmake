# shiplog_embed_migrations(TARGET FOLDER)
#
# Makes a source of the .sql files in FOLDER, named NUMBER_NAME.sql, so that the program
# carries its migrations: the list that store/sql/migrations.h declares.
function(shiplog_embed_migrations target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(stem ${file} NAME_WE)
    string(REGEX MATCH "^0*([1-9][0-9]*)_(.+)$" matched ${stem})
    if(NOT matched)
      message(FATAL_ERROR "${file} is not named like 0001_facts.sql")
    endif()
    set(version ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    file(READ ${file} text)
    string(APPEND entries "    {.version = ${version}, .name = \"${name}\", .text = R\"sql(${text})sql\"},\n")
  endforeach()
  set(source ${CMAKE_BINARY_DIR}/generated/${target}_migrations.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
#include "store/sql/migrations.h"

namespace shiplog {
namespace {

constexpr Migration kMigrations[] = {
@entries@};

}  // namespace

std::span<const Migration> embedded_migrations() { return kMigrations; }

}  // namespace shiplog
]=])
  target_sources(${target} PRIVATE ${source})
endfunction()
