/** What `spark-submit --help` and `--version` print. */

export const VERSION = 'tspark 0.1.0, serving the interface of Spark 4.3.0\n';

export const USAGE = `Usage: spark-submit [options] script.py [arguments of the script]

  --master MASTER           local, local[N] or local[*] (the default)
  --name NAME               name of the application
  --conf, -c KEY=VALUE      a configuration property
  --properties-file FILE    read properties from FILE instead of conf/spark-defaults.conf
  --load-spark-defaults     read conf/spark-defaults.conf too; FILE counts more
  --py-files FILES          .zip, .egg and .py files to import from, separated by commas
  --files FILES             files for SparkFiles.get, separated by commas
  --archives FILES          archives to unpack for the tasks, separated by commas
  --driver-memory SIZE      memory for the engine, for example 4g
  --help, -h                this text
  --version                 versions of the engine and of the interface it serves

Every other option of Spark's spark-submit that stands for a property is taken and kept as that property.
`;
