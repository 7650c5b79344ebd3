"""SparkContext, RDD and what belongs to them."""
