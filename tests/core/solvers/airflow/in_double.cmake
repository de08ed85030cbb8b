# cmake -DFROM=<file> -DTO=<file> -P in_double.cmake
# writes a source of the air solver with all its single-precision values in double precision, and in
# a namespace of its own: what the solver would answer if no storage and no sum were short.
file(READ "${FROM}" text)
string(REGEX REPLACE "([^A-Za-z0-9_])float([^A-Za-z0-9_])" "\\1double\\2" text "${text}")
string(REGEX REPLACE "([0-9][.][0-9]*(e[-+]?[0-9]+)?|[0-9]e[-+]?[0-9]+)f([^A-Za-z0-9_])" "\\1\\3"
    text "${text}")
string(REGEX REPLACE "([^A-Za-z0-9_/\"])airflow(::| {)" "\\1airflow_in_double\\2" text "${text}")
string(REPLACE "namespace hallwright::airflow\n" "namespace hallwright::airflow_in_double\n" text
    "${text}")
file(WRITE "${TO}" "${text}")
