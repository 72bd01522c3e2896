# Where images go: firmware/, or a folder of their own for another model, other kernels or another front end, so that
# no build replaces one of another kind. Sets VARIANT (empty for the usual build) and IMAGES, a folder's name.
noted = $(if $(filter command environment%,$(origin $(1))),$(if $($(1)),$(2)))
variant_parts := $(call noted,MODEL,$(basename $(notdir $(MODEL)))-$(firstword $(shell printf %s '$(abspath $(MODEL))' | cksum))) \
  $(call noted,KERNELS,kernels-$(KERNELS)) $(call noted,FRONTEND,frontend-$(FRONTEND))
empty :=
VARIANT := $(subst $(empty) ,+,$(strip $(variant_parts)))
IMAGES := $(if $(VARIANT),variants/$(VARIANT),firmware)
