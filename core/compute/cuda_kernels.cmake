# hallwright_cuda_kernels(<target> <symbol> <file.cu>) compiles CUDA kernels to a fat binary and puts
# it into a library as the array <symbol> of namespace hallwright::kernels, for CudaModule to load at
# run time. Without a CUDA compiler the array is empty; the library then has no CUDA path.
find_program(HALLWRIGHT_NVCC nvcc PATHS /usr/local/cuda/bin /opt/cuda/bin)
mark_as_advanced(HALLWRIGHT_NVCC)
if(HALLWRIGHT_CUDA STREQUAL "OFF")
    set(HALLWRIGHT_CUDA_COMPILER "")
    message(STATUS "CUDA kernels: off")
elseif(HALLWRIGHT_NVCC)
    set(HALLWRIGHT_CUDA_COMPILER "${HALLWRIGHT_NVCC}")
    message(STATUS "CUDA kernels: compiled with ${HALLWRIGHT_NVCC}")
elseif(HALLWRIGHT_CUDA STREQUAL "ON")
    message(FATAL_ERROR "HALLWRIGHT_CUDA is ON, but nvcc is neither on PATH nor in /usr/local/cuda/bin")
else()
    set(HALLWRIGHT_CUDA_COMPILER "")
    message(STATUS "CUDA kernels: none, no nvcc found")
endif()
set_property(GLOBAL PROPERTY HALLWRIGHT_CUDA_COMPILER "${HALLWRIGHT_CUDA_COMPILER}")
set_property(GLOBAL PROPERTY HALLWRIGHT_CUDA_IMAGE "${CMAKE_CURRENT_LIST_DIR}/kernel_image.cpp.in")

function(hallwright_cuda_kernels target symbol source)
    get_property(compiler GLOBAL PROPERTY HALLWRIGHT_CUDA_COMPILER)
    get_property(image GLOBAL PROPERTY HALLWRIGHT_CUDA_IMAGE)
    set(binary "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.fatbin")
    set(array "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp")
    if(compiler)
        add_custom_command(OUTPUT ${binary}
            COMMAND ${compiler} --fatbin -std=c++17 -O3 -arch=all-major -Xcompiler -fPIC
                -I${PROJECT_SOURCE_DIR} -MD -MF ${binary}.d -o ${binary}
                ${CMAKE_CURRENT_SOURCE_DIR}/${source}
            DEPENDS ${source}
            DEPFILE ${binary}.d
            COMMENT "Compiling CUDA kernels ${source}" VERBATIM)
    else()
        file(WRITE ${binary} "")
    endif()
    configure_file(${image} ${array} @ONLY)
    set_source_files_properties(${array} PROPERTIES OBJECT_DEPENDS ${binary})
    target_sources(${target} PRIVATE ${array})
endfunction()
