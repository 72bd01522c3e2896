*** Test Cases ***
Keywords Are There Without An Import
    Run Keyword And Expect Error    *There are no testers available.*    Wait For Line On Uart    x
