# Names that a user can get wrong.
BOARDS := $(patsubst boards/%/board.mk,%,$(wildcard boards/*/board.mk))
ifeq ($(filter $(BOARD),$(BOARDS)),)
  $(error BOARD=$(BOARD): no such board; known boards: $(BOARDS))
endif
ifeq ($(filter $(APP),$(APPS)),)
  $(error APP=$(APP): no such application; known applications: $(APPS))
endif
ifneq ($(if $(filter clean host-tests all-apps,$(MAKECMDGOALS)),,$($(APP)_MODEL)),)
  ifeq ($(wildcard $(MODEL)),)
    $(error MODEL=$(MODEL): no such file)
  endif
endif
