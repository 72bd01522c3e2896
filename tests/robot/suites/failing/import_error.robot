*** Settings ***
Resource    none.resource

*** Test Cases ***
Passes
    No Operation
