#ifndef TENSORFLOW_LITE_VERSION_H_
#define TENSORFLOW_LITE_VERSION_H_

// The only version of the file format in use (field `version` of table Model).
#define TFLITE_SCHEMA_VERSION (3)

#endif  // TENSORFLOW_LITE_VERSION_H_
