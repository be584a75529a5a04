#include "api/principal.h"

#include <string_view>

#include "base/check.h"

namespace shiplog::api {

std::string_view permission_name(Permission permission) {
  switch (permission) {
    case Permission::Public:
      return "public";
    case Permission::View:
      return "view";
    case Permission::Edit:
      return "edit";
    case Permission::Operate:
      return "operate";
  }
  CHECK(false);
}

}  // namespace shiplog::api
