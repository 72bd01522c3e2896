# Names that a user can get wrong.
ifeq ($(filter $(BOARD),all $(ALL_BOARDS)),)
  $(error BOARD=$(BOARD): no such board; known boards: $(BOARDS))
endif
ifeq ($(filter $(APP),all $(APPS) $(MEASURING_APPS)),)
  $(error APP=$(APP): no such application; known applications: $(APPS))
endif
ifeq ($(filter $(FRONTEND),a b c),)
  $(error FRONTEND=$(FRONTEND): no such tables; known: a b c)
endif
ifneq ($(if $(filter all,$(APP)),some,$($(APP)_MODEL)),)
  ifeq ($(wildcard $(MODEL)),)
    $(error MODEL=$(MODEL): no such file)
  endif
endif
