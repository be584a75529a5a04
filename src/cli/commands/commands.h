// What each command does once its words are understood; one verb a file.

#pragma once

#include "cli/command.h"

namespace shiplog {

ExitCode run_import(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_import_git(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_sync(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_export(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_metrics(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_metrics_list(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_explain(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_report(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_exclude(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_override(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_serve(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_sample(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_demo(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_config_show(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_config_check(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_doctor(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_completion(const Arguments& arguments, Services& services, Terminal& terminal);
ExitCode run_man(const Arguments& arguments, Services& services, Terminal& terminal);

}  // namespace shiplog
