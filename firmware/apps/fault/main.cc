// Crashes on purpose, to show what a fault looks like on the console.
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "apps/fault/crash.h"

int main() {
  StartBoard("fault");
  console::Print("crash: ", kCrashName, "\n");
  Crash();
}
