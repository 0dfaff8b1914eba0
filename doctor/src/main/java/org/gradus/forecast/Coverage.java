package org.gradus.forecast;
import java.util.*;
import java.util.random.*;
import java.util.stream.IntStream;
import org.gradus.layer.*;
import org.gradus.tensor.Tensor;
public final class Coverage {
  public static void main(String[] a) throws Exception {
    int n = Integer.parseInt(a[0]); long seed = Long.parseLong(a[1]);
    int threads = Integer.parseInt(a[2]);
    var es = java.util.concurrent.Executors.newFixedThreadPool(threads);
    RandomGenerator r = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int t = 0; t < n; t++) {
      RandomStack s = RandomStack.draw(r);
      final int tt = t; if (a.length>3 && !s.family().toString().matches(a[3])) continue;
      es.submit(() -> {
      try {
      long t0=System.nanoTime();
      Forecast f = Blocks.forecast(s.model(), s.inputs(), s.batch());
      double tf=(System.nanoTime()-t0)/1e9; t0=System.nanoTime();
      String d = describe(s);
      if (!(f instanceof Forecast.Predicted p)) { synchronized(Coverage.class){System.out.println(tt+"\t"+s.family()+"\tNONE\t"+f.sentence()+"\t"+d);} return; }
      FreshNetwork net = FreshNetwork.measure(s.model(), s.inputs().rows(IntStream.range(0,s.batch()).toArray()), s.seed(), Math.exp(-p.total().mean()/4));
      StringBuilder b = new StringBuilder(); double sum=0; double z=0; int in=0;
      for (int i=0;i<s.batch();i++){ double m=net.total(i); sum+=m; if (Math.abs(m-p.total().mean())<=2*p.total().sd()) in++; }
      double tm=(System.nanoTime()-t0)/1e9;
      synchronized(Coverage.class){System.out.printf(Locale.ROOT,"%d\t%s\t%.4f\t%.4f\t%.4f\t%.4f\t%.3f\t%d\t%d\t%.2f\t%.2f\t%s%n", tt, s.family(), net.total(0), p.total().mean(), p.total().variance(), sum/s.batch(), in/(double)s.batch(), p.asked(), s.batch(), tf, tm, d);}
      } catch (Throwable e) { synchronized(Coverage.class){ System.out.println(tt+"\tERR\t"+e); e.printStackTrace(System.out);} }
      });
    }
    es.shutdown(); es.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS);
  }
  static String describe(RandomStack s) {
    StringBuilder b = new StringBuilder(); b.append("feat=").append(s.inputs().shape().last()).append(" ");
    Layer l = s.model().get(0); b.append(l.toString().replaceAll("org.gradus.[a-z]+.","")); b.append(" ");
    if (s.family().residual()) b.append("scale=").append(((Residual) s.model().stream().filter(Residual.class::isInstance).findFirst().orElse(new Residual(List.of(),9))).scale()).append(" k=").append(((Residual) s.model().stream().filter(Residual.class::isInstance).findFirst().orElse(new Residual(List.of(),9))).layers().stream().filter(Dense.class::isInstance).count());
    for (Layer m : s.model()) { if (m instanceof Dropout dr) { b.append(" drop=").append(dr.rate()); break; } if (m instanceof Activate ac) {b.append(" act=").append(ac.function()); } }
    String str=b.toString(); int cut=str.indexOf(" act="); if(cut>=0){int second=str.indexOf(" act=",cut+1); if(second>0){ int dr=str.indexOf(" drop="); str=str.substring(0,second)+(dr>0?str.substring(dr):""); }}
    return str + " in=" + Population.of(s.inputs(), s.batch());
  }
}
