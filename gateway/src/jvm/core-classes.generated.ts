// Generated from the folder by gateway/class-index.ts.

import type { JavaClass } from './java-class.ts';
import { File as java_io_File } from './java/io/File.ts';
import { IOException as java_io_IOException } from './java/io/exceptions.ts';
import { EOFException as java_io_EOFException } from './java/io/exceptions.ts';
import { FileNotFoundException as java_io_FileNotFoundException } from './java/io/exceptions.ts';
import { UncheckedIOException as java_io_UncheckedIOException } from './java/io/exceptions.ts';
import { NotSerializableException as java_io_NotSerializableException } from './java/io/exceptions.ts';
import { Class as java_lang_Class } from './java/lang/Class.ts';
import { MathClass as java_lang_Math } from './java/lang/Math.ts';
import { ObjectClass as java_lang_Object } from './java/lang/Object.ts';
import { Runtime as java_lang_Runtime } from './java/lang/Runtime.ts';
import { StackTraceElement as java_lang_StackTraceElement } from './java/lang/StackTraceElement.ts';
import { StringClass as java_lang_String } from './java/lang/String.ts';
import { StringBuilder as java_lang_StringBuilder } from './java/lang/StringBuilder.ts';
import { StringBuffer as java_lang_StringBuffer } from './java/lang/StringBuilder.ts';
import { System as java_lang_System } from './java/lang/System.ts';
import { Thread as java_lang_Thread } from './java/lang/Thread.ts';
import { Throwable as java_lang_Throwable } from './java/lang/Throwable.ts';
import { Comparable as java_lang_Comparable } from './java/lang/boxes.ts';
import { Serializable as java_io_Serializable } from './java/lang/boxes.ts';
import { CharSequence as java_lang_CharSequence } from './java/lang/boxes.ts';
import { NumberClass as java_lang_Number } from './java/lang/boxes.ts';
import { IntegerClass as java_lang_Integer } from './java/lang/boxes.ts';
import { LongClass as java_lang_Long } from './java/lang/boxes.ts';
import { ShortClass as java_lang_Short } from './java/lang/boxes.ts';
import { ByteClass as java_lang_Byte } from './java/lang/boxes.ts';
import { DoubleClass as java_lang_Double } from './java/lang/boxes.ts';
import { FloatClass as java_lang_Float } from './java/lang/boxes.ts';
import { BooleanClass as java_lang_Boolean } from './java/lang/boxes.ts';
import { CharacterClass as java_lang_Character } from './java/lang/boxes.ts';
import { Exception as java_lang_Exception } from './java/lang/exceptions.ts';
import { ErrorClass as java_lang_Error } from './java/lang/exceptions.ts';
import { RuntimeException as java_lang_RuntimeException } from './java/lang/exceptions.ts';
import { ArithmeticException as java_lang_ArithmeticException } from './java/lang/exceptions.ts';
import { ArrayStoreException as java_lang_ArrayStoreException } from './java/lang/exceptions.ts';
import { ClassCastException as java_lang_ClassCastException } from './java/lang/exceptions.ts';
import { IllegalArgumentException as java_lang_IllegalArgumentException } from './java/lang/exceptions.ts';
import { IllegalStateException as java_lang_IllegalStateException } from './java/lang/exceptions.ts';
import { IllegalMonitorStateException as java_lang_IllegalMonitorStateException } from './java/lang/exceptions.ts';
import { NumberFormatException as java_lang_NumberFormatException } from './java/lang/exceptions.ts';
import { IndexOutOfBoundsException as java_lang_IndexOutOfBoundsException } from './java/lang/exceptions.ts';
import { ArrayIndexOutOfBoundsException as java_lang_ArrayIndexOutOfBoundsException } from './java/lang/exceptions.ts';
import { StringIndexOutOfBoundsException as java_lang_StringIndexOutOfBoundsException } from './java/lang/exceptions.ts';
import { NegativeArraySizeException as java_lang_NegativeArraySizeException } from './java/lang/exceptions.ts';
import { NullPointerException as java_lang_NullPointerException } from './java/lang/exceptions.ts';
import { SecurityException as java_lang_SecurityException } from './java/lang/exceptions.ts';
import { UnsupportedOperationException as java_lang_UnsupportedOperationException } from './java/lang/exceptions.ts';
import { CloneNotSupportedException as java_lang_CloneNotSupportedException } from './java/lang/exceptions.ts';
import { InterruptedException as java_lang_InterruptedException } from './java/lang/exceptions.ts';
import { ReflectiveOperationException as java_lang_ReflectiveOperationException } from './java/lang/exceptions.ts';
import { ClassNotFoundException as java_lang_ClassNotFoundException } from './java/lang/exceptions.ts';
import { NoSuchFieldException as java_lang_NoSuchFieldException } from './java/lang/exceptions.ts';
import { NoSuchMethodException as java_lang_NoSuchMethodException } from './java/lang/exceptions.ts';
import { AssertionError as java_lang_AssertionError } from './java/lang/exceptions.ts';
import { VirtualMachineError as java_lang_VirtualMachineError } from './java/lang/exceptions.ts';
import { OutOfMemoryError as java_lang_OutOfMemoryError } from './java/lang/exceptions.ts';
import { StackOverflowError as java_lang_StackOverflowError } from './java/lang/exceptions.ts';
import { LinkageError as java_lang_LinkageError } from './java/lang/exceptions.ts';
import { NoClassDefFoundError as java_lang_NoClassDefFoundError } from './java/lang/exceptions.ts';
import { BigDecimal as java_math_BigDecimal } from './java/math/BigDecimal.ts';
import { BigInteger as java_math_BigInteger } from './java/math/BigInteger.ts';
import { InetAddress as java_net_InetAddress } from './java/net/InetAddress.ts';
import { SocketException as java_net_SocketException } from './java/net/exceptions.ts';
import { ConnectException as java_net_ConnectException } from './java/net/exceptions.ts';
import { UnknownHostException as java_net_UnknownHostException } from './java/net/exceptions.ts';
import { ReadableByteChannel as java_nio_channels_ReadableByteChannel } from './java/nio/channels/ReadableByteChannel.ts';
import { Timestamp as java_sql_Timestamp } from './java/sql/Timestamp.ts';
import { SqlDate as java_sql_Date } from './java/sql/Timestamp.ts';
import { Instant as java_time_Instant } from './java/time/amounts.ts';
import { Duration as java_time_Duration } from './java/time/amounts.ts';
import { Period as java_time_Period } from './java/time/amounts.ts';
import { DateTimeException as java_time_DateTimeException } from './java/time/exceptions.ts';
import { DateTimeParseException as java_time_format_DateTimeParseException } from './java/time/exceptions.ts';
import { LocalDate as java_time_LocalDate } from './java/time/local.ts';
import { LocalTime as java_time_LocalTime } from './java/time/local.ts';
import { LocalDateTime as java_time_LocalDateTime } from './java/time/local.ts';
import { Collection as java_util_Collection } from './java/util/Collection.ts';
import { ReadOnlyList as java_util_Collections_UnmodifiableRandomAccessList } from './java/util/Collections.ts';
import { ReadOnlyMap as java_util_Collections_UnmodifiableMap } from './java/util/Collections.ts';
import { ReadOnlySet as java_util_Collections_UnmodifiableSet } from './java/util/Collections.ts';
import { Collections as java_util_Collections } from './java/util/Collections.ts';
import { Arrays as java_util_Arrays } from './java/util/Collections.ts';
import { Objects as java_util_Objects } from './java/util/Collections.ts';
import { Iterator as java_util_Iterator } from './java/util/Iterator.ts';
import { Iterable as java_lang_Iterable } from './java/util/Iterator.ts';
import { CollectionIterator as java_util_ArrayList_Itr } from './java/util/Iterator.ts';
import { List as java_util_List } from './java/util/List.ts';
import { AbstractList as java_util_AbstractList } from './java/util/List.ts';
import { ArrayList as java_util_ArrayList } from './java/util/List.ts';
import { LinkedList as java_util_LinkedList } from './java/util/List.ts';
import { Vector as java_util_Vector } from './java/util/List.ts';
import { Entry as java_util_Map_Entry } from './java/util/Map.ts';
import { MapNode as java_util_AbstractMap_SimpleEntry } from './java/util/Map.ts';
import { KeySet as java_util_HashMap_KeySet } from './java/util/Map.ts';
import { EntrySet as java_util_HashMap_EntrySet } from './java/util/Map.ts';
import { MapValues as java_util_HashMap_Values } from './java/util/Map.ts';
import { MapInterface as java_util_Map } from './java/util/Map.ts';
import { AbstractMap as java_util_AbstractMap } from './java/util/Map.ts';
import { HashMap as java_util_HashMap } from './java/util/Map.ts';
import { LinkedHashMap as java_util_LinkedHashMap } from './java/util/Map.ts';
import { TreeMap as java_util_TreeMap } from './java/util/Map.ts';
import { ConcurrentHashMap as java_util_concurrent_ConcurrentHashMap } from './java/util/Map.ts';
import { Optional as java_util_Optional } from './java/util/Optional.ts';
import { Properties as java_util_Properties } from './java/util/Properties.ts';
import { SetInterface as java_util_Set } from './java/util/Set.ts';
import { AbstractSet as java_util_AbstractSet } from './java/util/Set.ts';
import { HashSet as java_util_HashSet } from './java/util/Set.ts';
import { LinkedHashSet as java_util_LinkedHashSet } from './java/util/Set.ts';
import { TreeSet as java_util_TreeSet } from './java/util/Set.ts';
import { UUID as java_util_UUID } from './java/util/Uuid.ts';
import { NoSuchElementException as java_util_NoSuchElementException } from './java/util/exceptions.ts';
import { ConcurrentModificationException as java_util_ConcurrentModificationException } from './java/util/exceptions.ts';
import { ExecutionException as java_util_concurrent_ExecutionException } from './java/util/exceptions.ts';
import { TimeoutException as java_util_concurrent_TimeoutException } from './java/util/exceptions.ts';
import { CancellationException as java_util_concurrent_CancellationException } from './java/util/exceptions.ts';
import { PythonClient as py4j_PythonClient } from './py4j/GatewayServer.ts';
import { GatewayServer as py4j_GatewayServer } from './py4j/GatewayServer.ts';
import { JVMView as py4j_JVMView } from './py4j/JVMView.ts';
import { Py4JException as py4j_Py4JException } from './py4j/exceptions.ts';
import { Py4JNetworkException as py4j_Py4JNetworkException } from './py4j/exceptions.ts';
import { TypeUtil as py4j_reflection_TypeUtil } from './py4j/reflection/TypeUtil.ts';
import { Option as scala_Option } from './scala/Option.ts';
import { Some as scala_Some } from './scala/Option.ts';
import { None as scala_None_ } from './scala/Option.ts';
import { ScalaIterator as scala_collection_Iterator } from './scala/collection/Iterator.ts';
import { SequenceIterator as scala_collection_Iterator__anon_20 } from './scala/collection/Iterator.ts';
import { ScalaMap as scala_collection_Map } from './scala/collection/Map.ts';
import { ImmutableMap as scala_collection_immutable_Map } from './scala/collection/Map.ts';
import { ScalaHashMap as scala_collection_immutable_HashMap } from './scala/collection/Map.ts';
import { ScalaSet as scala_collection_Set } from './scala/collection/Map.ts';
import { ScalaHashSet as scala_collection_immutable_HashSet } from './scala/collection/Map.ts';
import { SeqClass as scala_collection_Seq } from './scala/collection/Seq.ts';
import { ImmutableSeq as scala_collection_immutable_Seq } from './scala/collection/Seq.ts';
import { AbstractSeq as scala_collection_AbstractSeq } from './scala/collection/Seq.ts';
import { ScalaList as scala_collection_immutable_List } from './scala/collection/Seq.ts';
import { ScalaVector as scala_collection_immutable_Vector1 } from './scala/collection/Seq.ts';
import { Cons as scala_collection_immutable__colon_colon } from './scala/collection/Seq.ts';
import { Nil as scala_collection_immutable_Nil_ } from './scala/collection/Seq.ts';
import { SeqWrapper as scala_collection_convert_JavaCollectionWrappers_SeqWrapper } from './scala/jdk/javaapi/CollectionConverters.ts';
import { MapWrapper as scala_collection_convert_JavaCollectionWrappers_MapWrapper } from './scala/jdk/javaapi/CollectionConverters.ts';
import { SetWrapper as scala_collection_convert_JavaCollectionWrappers_SetWrapper } from './scala/jdk/javaapi/CollectionConverters.ts';
import { IteratorWrapper as scala_collection_convert_JavaCollectionWrappers_IteratorWrapper } from './scala/jdk/javaapi/CollectionConverters.ts';
import { CollectionConverters as scala_jdk_javaapi_CollectionConverters } from './scala/jdk/javaapi/CollectionConverters.ts';
import { Tuple1 as scala_Tuple1 } from './scala/tuples.ts';
import { Tuple2 as scala_Tuple2 } from './scala/tuples.ts';
import { Tuple3 as scala_Tuple3 } from './scala/tuples.ts';
import { Tuple4 as scala_Tuple4 } from './scala/tuples.ts';

export const CORE_CLASSES: readonly JavaClass[] = [
  java_io_File as JavaClass,
  java_io_IOException as JavaClass,
  java_io_EOFException as JavaClass,
  java_io_FileNotFoundException as JavaClass,
  java_io_UncheckedIOException as JavaClass,
  java_io_NotSerializableException as JavaClass,
  java_lang_Class as JavaClass,
  java_lang_Math as JavaClass,
  java_lang_Object as JavaClass,
  java_lang_Runtime as JavaClass,
  java_lang_StackTraceElement as JavaClass,
  java_lang_String as JavaClass,
  java_lang_StringBuilder as JavaClass,
  java_lang_StringBuffer as JavaClass,
  java_lang_System as JavaClass,
  java_lang_Thread as JavaClass,
  java_lang_Throwable as JavaClass,
  java_lang_Comparable as JavaClass,
  java_io_Serializable as JavaClass,
  java_lang_CharSequence as JavaClass,
  java_lang_Number as JavaClass,
  java_lang_Integer as JavaClass,
  java_lang_Long as JavaClass,
  java_lang_Short as JavaClass,
  java_lang_Byte as JavaClass,
  java_lang_Double as JavaClass,
  java_lang_Float as JavaClass,
  java_lang_Boolean as JavaClass,
  java_lang_Character as JavaClass,
  java_lang_Exception as JavaClass,
  java_lang_Error as JavaClass,
  java_lang_RuntimeException as JavaClass,
  java_lang_ArithmeticException as JavaClass,
  java_lang_ArrayStoreException as JavaClass,
  java_lang_ClassCastException as JavaClass,
  java_lang_IllegalArgumentException as JavaClass,
  java_lang_IllegalStateException as JavaClass,
  java_lang_IllegalMonitorStateException as JavaClass,
  java_lang_NumberFormatException as JavaClass,
  java_lang_IndexOutOfBoundsException as JavaClass,
  java_lang_ArrayIndexOutOfBoundsException as JavaClass,
  java_lang_StringIndexOutOfBoundsException as JavaClass,
  java_lang_NegativeArraySizeException as JavaClass,
  java_lang_NullPointerException as JavaClass,
  java_lang_SecurityException as JavaClass,
  java_lang_UnsupportedOperationException as JavaClass,
  java_lang_CloneNotSupportedException as JavaClass,
  java_lang_InterruptedException as JavaClass,
  java_lang_ReflectiveOperationException as JavaClass,
  java_lang_ClassNotFoundException as JavaClass,
  java_lang_NoSuchFieldException as JavaClass,
  java_lang_NoSuchMethodException as JavaClass,
  java_lang_AssertionError as JavaClass,
  java_lang_VirtualMachineError as JavaClass,
  java_lang_OutOfMemoryError as JavaClass,
  java_lang_StackOverflowError as JavaClass,
  java_lang_LinkageError as JavaClass,
  java_lang_NoClassDefFoundError as JavaClass,
  java_math_BigDecimal as JavaClass,
  java_math_BigInteger as JavaClass,
  java_net_InetAddress as JavaClass,
  java_net_SocketException as JavaClass,
  java_net_ConnectException as JavaClass,
  java_net_UnknownHostException as JavaClass,
  java_nio_channels_ReadableByteChannel as JavaClass,
  java_sql_Timestamp as JavaClass,
  java_sql_Date as JavaClass,
  java_time_Instant as JavaClass,
  java_time_Duration as JavaClass,
  java_time_Period as JavaClass,
  java_time_DateTimeException as JavaClass,
  java_time_format_DateTimeParseException as JavaClass,
  java_time_LocalDate as JavaClass,
  java_time_LocalTime as JavaClass,
  java_time_LocalDateTime as JavaClass,
  java_util_Collection as JavaClass,
  java_util_Collections_UnmodifiableRandomAccessList as JavaClass,
  java_util_Collections_UnmodifiableMap as JavaClass,
  java_util_Collections_UnmodifiableSet as JavaClass,
  java_util_Collections as JavaClass,
  java_util_Arrays as JavaClass,
  java_util_Objects as JavaClass,
  java_util_Iterator as JavaClass,
  java_lang_Iterable as JavaClass,
  java_util_ArrayList_Itr as JavaClass,
  java_util_List as JavaClass,
  java_util_AbstractList as JavaClass,
  java_util_ArrayList as JavaClass,
  java_util_LinkedList as JavaClass,
  java_util_Vector as JavaClass,
  java_util_Map_Entry as JavaClass,
  java_util_AbstractMap_SimpleEntry as JavaClass,
  java_util_HashMap_KeySet as JavaClass,
  java_util_HashMap_EntrySet as JavaClass,
  java_util_HashMap_Values as JavaClass,
  java_util_Map as JavaClass,
  java_util_AbstractMap as JavaClass,
  java_util_HashMap as JavaClass,
  java_util_LinkedHashMap as JavaClass,
  java_util_TreeMap as JavaClass,
  java_util_concurrent_ConcurrentHashMap as JavaClass,
  java_util_Optional as JavaClass,
  java_util_Properties as JavaClass,
  java_util_Set as JavaClass,
  java_util_AbstractSet as JavaClass,
  java_util_HashSet as JavaClass,
  java_util_LinkedHashSet as JavaClass,
  java_util_TreeSet as JavaClass,
  java_util_UUID as JavaClass,
  java_util_NoSuchElementException as JavaClass,
  java_util_ConcurrentModificationException as JavaClass,
  java_util_concurrent_ExecutionException as JavaClass,
  java_util_concurrent_TimeoutException as JavaClass,
  java_util_concurrent_CancellationException as JavaClass,
  py4j_PythonClient as JavaClass,
  py4j_GatewayServer as JavaClass,
  py4j_JVMView as JavaClass,
  py4j_Py4JException as JavaClass,
  py4j_Py4JNetworkException as JavaClass,
  py4j_reflection_TypeUtil as JavaClass,
  scala_Option as JavaClass,
  scala_Some as JavaClass,
  scala_None_ as JavaClass,
  scala_collection_Iterator as JavaClass,
  scala_collection_Iterator__anon_20 as JavaClass,
  scala_collection_Map as JavaClass,
  scala_collection_immutable_Map as JavaClass,
  scala_collection_immutable_HashMap as JavaClass,
  scala_collection_Set as JavaClass,
  scala_collection_immutable_HashSet as JavaClass,
  scala_collection_Seq as JavaClass,
  scala_collection_immutable_Seq as JavaClass,
  scala_collection_AbstractSeq as JavaClass,
  scala_collection_immutable_List as JavaClass,
  scala_collection_immutable_Vector1 as JavaClass,
  scala_collection_immutable__colon_colon as JavaClass,
  scala_collection_immutable_Nil_ as JavaClass,
  scala_collection_convert_JavaCollectionWrappers_SeqWrapper as JavaClass,
  scala_collection_convert_JavaCollectionWrappers_MapWrapper as JavaClass,
  scala_collection_convert_JavaCollectionWrappers_SetWrapper as JavaClass,
  scala_collection_convert_JavaCollectionWrappers_IteratorWrapper as JavaClass,
  scala_jdk_javaapi_CollectionConverters as JavaClass,
  scala_Tuple1 as JavaClass,
  scala_Tuple2 as JavaClass,
  scala_Tuple3 as JavaClass,
  scala_Tuple4 as JavaClass,
];
