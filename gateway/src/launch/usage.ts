/** What `spark-submit --help` and `--version` print. */

export const VERSION = 'tspark 0.1.0, serving the interface of Spark, version 4.3.0\n';

export const USAGE = `Usage: spark-submit [options] script.py [arguments of the script]
       spark-submit --status ID | --kill ID --master spark://HOST:PORT

Honoured:
  --master MASTER              local, local[N], local[*] (the default); spark://, yarn and k8s:// need a real Spark
  --name NAME                  name of the application
  --conf, -c KEY=VALUE         a property
  --properties-file FILE       read properties from FILE, not from conf/spark-defaults.conf
  --load-spark-defaults        read conf/spark-defaults.conf too; FILE counts more
  --extra-properties-file FILE more properties, counting more than the files before; may be repeated
  --py-files FILES             .zip, .egg and .py files to import from, separated by commas
  --files FILES                files for SparkFiles.get, separated by commas
  --archives FILES             archives to unpack for SparkFiles.get; FILE#NAME unpacks into NAME
  --driver-memory SIZE         memory for the engine, for example 4g
  --deploy-mode client         cluster needs a cluster master
  --remote sc://HOST:PORT      run the script as a client of a Spark Connect server
  --verbose, -v                print the properties used, on standard error
  --version                    versions of the engine and of the interface it serves
  --help, -h                   this text

Taken, with one line on standard error, where the master is local:
  --jars --packages --exclude-packages --repositories --driver-class-path --driver-java-options --driver-library-path
  --class --driver-cores --executor-cores --executor-memory --num-executors --total-executor-cores --queue --supervise

Refused where the master is local:
  --kill --status --proxy-user --principal --keytab

For a cluster master everything is handed to the Apache Spark that TSPARK_CLUSTER_SPARK_HOME names, or to the one in an
installed pyspark package.
`;
