# Makes survival.json: what R's survival package says of small samples with ties, zeros and censoring.
# Run in this folder:  Rscript survival.R > survival.json     (R 4.2.2, survival 3.5-3)
suppressMessages(library(survival))
set.seed(20150105)
samples <- list(
  list(time = c(1), status = c(1)),
  list(time = c(1, 2), status = c(1, 1)),
  list(time = c(1, 2, 3, 4), status = c(1, 1, 1, 1)),
  list(time = c(0, 0, 3), status = c(1, 1, 1)),
  list(time = c(0, 5, 6, 7), status = c(1, 1, 0, 1)),
  list(time = c(1, 2, 2, 5), status = c(0, 1, 0, 0)),
  list(time = c(5, 5), status = c(0, 0)),
  list(time = 1:20, status = rep(1, 20)))
for (n in c(3, 7, 12, 30, 50, 101, 400))
  for (r in 1:6) {
    top <- sample(c(4, 20, 1000), 1)
    samples[[length(samples) + 1]] <- list(
      time = sample(0:top, n, replace = TRUE), status = rbinom(n, 1, sample(c(0.3, 0.6, 0.9), 1)))
  }
num <- function(x) ifelse(is.na(x), "null", format(x, digits = 15, trim = TRUE))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
one <- function(s) {
  fit <- survfit(Surv(s$time, s$status) ~ 1, conf.type = "log-log")
  q <- quantile(fit, 0.5)
  sm <- summary(fit)
  paste0('{"time":', arr(s$time), ',"status":', arr(s$status),
         ',"median":', num(as.numeric(q$quantile)), ',"lower":', num(as.numeric(q$lower)),
         ',"upper":', num(as.numeric(q$upper)),
         ',"times":', arr(sm$time), ',"survival":', arr(sm$surv),
         ',"lower_curve":', arr(sm$lower), ',"upper_curve":', arr(sm$upper), '}')
}
cat("[\n", paste(vapply(samples, one, ""), collapse = ",\n"), "\n]\n", sep = "")
