// Principal: who asks. Every handler is told, and every route says what it takes to be
// let in, so that logins and roles change neither.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shiplog::api {

enum class Permission : std::uint8_t {
  Public,   // Anybody who reaches the server: liveness, the page without data.
  View,     // Numbers, lists, the catalog.
  Edit,     // Teams, corrections, notes, saved views.
  Operate,  // Start and stop a sync, read the server's own figures.
};

std::string_view permission_name(Permission permission);  // "view"

struct Principal {
  std::string name = {};  // "local"; empty for somebody unknown.
  std::vector<Permission> permissions = {};

  bool may(Permission permission) const {
    return permission == Permission::Public ||
           std::ranges::find(permissions, permission) != permissions.end();
  }
};

}  // namespace shiplog::api
